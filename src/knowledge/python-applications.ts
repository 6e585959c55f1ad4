/** What a call in Python makes, by the full name of what is called. `wsgi`: an application of no framework that is told apart. */
export type PythonMaker = 'django' | 'flask' | 'falcon' | 'bottle' | 'pyramid' | 'wsgi' | 'asgi'

/** Calls that make an application. A class counts for its subclasses too. */
export const PYTHON_MAKERS: Readonly<Record<string, PythonMaker>> = {
  'django.core.wsgi.get_wsgi_application': 'django',
  'django.core.handlers.wsgi.WSGIHandler': 'django',
  'flask.Flask': 'flask',
  'flask.app.Flask': 'flask',
  'flask_openapi3.OpenAPI': 'flask',
  'apiflask.APIFlask': 'flask',
  'falcon.App': 'falcon',
  'falcon.API': 'falcon',
  'falcon.app.App': 'falcon',
  'bottle.Bottle': 'bottle',
  'bottle.default_app': 'bottle',
  'bottle.app': 'bottle',
  'bottle.app.push': 'bottle',
  'pyramid.paster.get_app': 'pyramid',
  'paste.deploy.loadapp': 'wsgi',
  'cherrypy.Application': 'wsgi',
  'cherrypy.tree.mount': 'wsgi',
  'cherrypy._cptree.Tree': 'wsgi',
  'pecan.make_app': 'wsgi',
  'tornado.wsgi.WSGIAdapter': 'wsgi',
  'webapp2.WSGIApplication': 'wsgi',
  'hug.API': 'wsgi',
  'a2wsgi.ASGIMiddleware': 'wsgi',
  'spyne.server.wsgi.WsgiApplication': 'wsgi',
  'prometheus_client.make_wsgi_app': 'wsgi',
  'django.core.asgi.get_asgi_application': 'asgi',
  'channels.routing.ProtocolTypeRouter': 'asgi',
  'channels.routing.get_default_application': 'asgi',
  'falcon.asgi.App': 'asgi',
  'fastapi.FastAPI': 'asgi',
  'fastapi.applications.FastAPI': 'asgi',
  'starlette.applications.Starlette': 'asgi',
  'quart.Quart': 'asgi',
  'litestar.Litestar': 'asgi',
  'litestar.app.Litestar': 'asgi',
  'starlite.Starlite': 'asgi',
  'sanic.Sanic': 'asgi',
  'blacksheep.Application': 'asgi',
  'blacksheep.server.Application': 'asgi',
  'esmerald.Esmerald': 'asgi',
  'robyn.Robyn': 'asgi',
  'aiohttp.web.Application': 'asgi',
  'asgiref.wsgi.WsgiToAsgi': 'asgi',
  'a2wsgi.WSGIMiddleware': 'asgi',
  'connexion.AsyncApp': 'asgi',
  'responder.API': 'asgi',
  'muffin.Application': 'asgi',
  'nicegui.ui.run_with': 'asgi',
}

/** Objects that hold a WSGI application in an attribute. */
export const PYTHON_HOLDERS: Readonly<Record<string, {readonly attribute: string; readonly maker: PythonMaker}>> = {
  'dash.Dash': {attribute: 'server', maker: 'flask'},
  'connexion.App': {attribute: 'app', maker: 'flask'},
  'connexion.FlaskApp': {attribute: 'app', maker: 'flask'},
}

/** Methods whose result is an application, in a module that uses the package. */
export const PYTHON_MAKING_METHODS: Readonly<Record<string, {readonly module: string; readonly maker: PythonMaker}>> = {
  make_wsgi_app: {module: 'pyramid', maker: 'pyramid'},
  wsgifunc: {module: 'web', maker: 'wsgi'},
}

/** In the name of a framework, what somebody reads: of the full names above. */
export const ASGI_FRAMEWORKS: Readonly<Record<string, string>> = {
  fastapi: 'FastAPI',
  starlette: 'Starlette',
  quart: 'Quart',
  litestar: 'Litestar',
  starlite: 'Starlite',
  sanic: 'Sanic',
  blacksheep: 'BlackSheep',
  esmerald: 'Esmerald',
  robyn: 'Robyn',
  aiohttp: 'aiohttp',
  falcon: 'Falcon (ASGI)',
  django: 'Django (ASGI)',
  channels: 'Django Channels',
  connexion: 'Connexion (async)',
  responder: 'Responder',
  muffin: 'Muffin',
  nicegui: 'NiceGUI',
}
