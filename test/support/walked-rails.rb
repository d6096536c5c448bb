# A Rails app on any of its session stores, on a free loopback port: says its port in one line, then serves until its
# input ends. Each answer is what the app itself says of its session before and after the request.
#
# walked-rails.rb cookie FOLDER | redis-store FOLDER PORT | cache-redis FOLDER PORT
require 'action_controller/railtie'
require 'puma'
require 'puma/server'

KIND, FOLDER, PORT = ARGV

class Walked < Rails::Application
  # As `rails new` sets them.
  config.load_defaults 6.1
  config.action_dispatch.cookies_serializer = :json
  config.root = FOLDER
  config.eager_load = false
  config.secret_key_base = 'a secret key base of the Rails app'
  config.logger = Logger.new(nil)
  case KIND
  when 'redis-store'
    require 'redis-actionpack'
    # Without `expire_after`, redis-store 1.9.0 fails at the options that ActionDispatch gives it.
    config.session_store :redis_store, servers: ["redis://127.0.0.1:#{PORT}/0/rack:session"], expire_after: 7200
  when 'cache-redis'
    config.cache_store = :redis_cache_store, { url: "redis://127.0.0.1:#{PORT}/0" }
    config.session_store :cache_store, expire_after: 7200
  end
end

class StepsController < ActionController::Base
  def step
    before = session.to_h
    step, key = params.values_at(:step, :key)
    sleep(params[:ms].to_i / 1000.0) if step == 'slow'
    case step
    when 'set', 'slow' then session[key] = params[:value]
    when 'pop' then session.delete(key)
    when 'login'
      reset_session
      session[:user] = 'Alice'
    when 'logout' then reset_session
    end
    render json: { before: before, after: session.to_h }
  end
end

Rails.application.initialize!
Rails.application.routes.draw { get ':step', to: 'steps#step' }

server = Puma::Server.new(Rails.application)
port = server.add_tcp_listener('127.0.0.1', 0).addr[1]
server.run
$stdout.puts(port)
$stdout.flush
$stdin.read
exit!(0)
